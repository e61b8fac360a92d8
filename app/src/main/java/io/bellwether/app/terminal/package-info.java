/** What a person reads: the console, tables and progress lines. Nothing printed here can control a terminal. */
@NullMarked
package io.bellwether.app.terminal;

import org.jspecify.annotations.NullMarked;
