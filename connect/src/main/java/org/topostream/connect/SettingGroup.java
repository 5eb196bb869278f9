package org.topostream.connect;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/// Defines settings of a connector that belong together, in the order in which people are shown them.
final class SettingGroup {
    /// Every value that the type allows.
    static final Validator ANY = rule("any", text -> {});
    /// Of a setting that must be given.
    static final Object REQUIRED = ConfigDef.NO_DEFAULT_VALUE;
    private static final Recommender FREE = recommend(List.of(), settings -> true);

    private final ConfigDef definition;
    private final String name;
    private int order;

    SettingGroup(ConfigDef definition, String name) {
        this.definition = definition;
        this.name = name;
    }

    /// A rule for the text of a value that is given.
    ///
    /// @param words of what fits, for people
    /// @param check throws an [IllegalArgumentException], whose message names the setting, where the text does not fit
    static Validator rule(String words, Consumer<String> check) {
        return LambdaValidator.with((key, value) -> {
            if (value == null) {
                return; // Connect's way to say that it was left out.
            }
            try {
                check.accept(value.toString());
            } catch (IllegalArgumentException e) {
                ConfigException refused = new ConfigException(e.getMessage());
                refused.initCause(e);
                throw refused;
            }
        }, () -> words);
    }

    /// @param values  to choose from
    /// @param visible whether the setting matters, by the others' values
    static Recommender recommend(List<String> values, Predicate<Map<String, Object>> visible) {
        return new Recommender() {
            @Override
            public List<Object> validValues(String key, Map<String, Object> settings) {
                return List.copyOf(values);
            }

            @Override
            public boolean visible(String key, Map<String, Object> settings) {
                return visible.test(settings);
            }
        };
    }

    /// @param otherwise the default; [#REQUIRED] for none, null where leaving it out is a value of its own
    SettingGroup add(String key, Type type, Object otherwise, Validator rule, Importance importance, String words) {
        return add(key, type, otherwise, rule, importance, words, FREE);
    }

    SettingGroup add(String key, Type type, Object otherwise, Validator rule, Importance importance, String words,
            Recommender recommender) {
        String shown = key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1).replace('.', ' ');
        definition.define(key, type, otherwise, rule, importance, words, name, order, Width.MEDIUM, shown, recommender);
        order++;
        return this;
    }
}
