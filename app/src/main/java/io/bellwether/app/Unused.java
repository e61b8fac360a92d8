package io.bellwether.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Options of all verbs that this one, with those below it, makes no use of: taken, but not in its help. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Unused {

    /** Names of options; default those of the cluster. */
    String[] value() default {"--bootstrap-server", "--schema-registry", "--topic-prefix", "--config"};
}
