/** Settings from defaults, files, the environment and options; how a verb fails; where its log lines go. */
@NullMarked
package io.bellwether.app.settings;

import org.jspecify.annotations.NullMarked;
