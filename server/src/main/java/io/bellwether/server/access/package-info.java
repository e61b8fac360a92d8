/** Who may do what over HTTP, and how it is proved: tokens, TLS, peers, audit. */
@NullMarked
package io.bellwether.server.access;

import org.jspecify.annotations.NullMarked;
