package org.topostream.producers.scan.dicom;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Everything that an object of this package holds on to, as text.
final class Remains {
    private final StringBuilder text = new StringBuilder();

    private Remains() {}

    static String of(Object object) {
        Remains remains = new Remains();
        remains.add(object);
        return remains.text.toString();
    }

    private void add(Object object) {
        switch (object) {
            case byte[] bytes -> text.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
            case Collection<?> many -> many.forEach(this::add);
            case Map<?, ?> map -> map.values().forEach(this::add);
            case Optional<?> maybe -> maybe.ifPresent(this::add);
            case Enum<?> constant -> text.append(constant.name()).append('\n');
            default -> addOther(object);
        }
    }

    private void addOther(Object object) {
        if (!object.getClass().getPackageName().equals(Remains.class.getPackageName())) {
            text.append(object).append('\n');
            return;
        }
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                try {
                    add(field.get(object));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
