package io.bellwether.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The verbs below a command, in the order of its help. {@link CommandTree} adds them as far as they are needed. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Verbs {

    Class<?>[] value();
}
