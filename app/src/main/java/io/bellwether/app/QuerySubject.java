package io.bellwether.app;

import picocli.CommandLine.ParentCommand;

/** A verb under {@code query}. */
abstract class QuerySubject implements Runnable {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    QueryVerb query;
}
