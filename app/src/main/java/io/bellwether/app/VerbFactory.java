package io.bellwether.app;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Creates the verbs, with the context where their constructor takes one. */
final class VerbFactory implements IFactory {

    private final IFactory plain = CommandLine.defaultFactory();
    private final Context context;

    VerbFactory(Context context) {
        this.context = context;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Context.class) {
                return type.cast(constructor.newInstance(context));
            }
        }
        return plain.create(type);
    }
}
