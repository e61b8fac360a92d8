/** Rules as data: rule files in YAML with conditions in CEL, checked, compiled, and tested by tests in YAML. */
@NullMarked
package io.bellwether.streams.rules;

import org.jspecify.annotations.NullMarked;
