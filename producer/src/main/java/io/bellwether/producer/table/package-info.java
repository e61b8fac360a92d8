/** Tables as people keep them, turned into events by a mapping. */
package io.bellwether.producer.table;
