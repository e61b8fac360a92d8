/** The topology over history, in this process and without a broker. */
@NullMarked
package io.bellwether.streams.backtest;

import org.jspecify.annotations.NullMarked;
