package org.topostream.schemas.serde;

import org.apache.avro.Schema;

/// How a schema's subject is named in the registry; chosen by Confluent's class names or their last part.
enum SubjectNames {
    TOPIC {
        @Override
        String subject(String topic, Schema schema) {
            return topic + "-value";
        }
    },
    RECORD {
        @Override
        String subject(String topic, Schema schema) {
            return schema.getFullName();
        }
    },
    TOPIC_RECORD {
        @Override
        String subject(String topic, Schema schema) {
            return topic + "-" + schema.getFullName();
        }
    };

    /// Confluent's property.
    static final String PROPERTY = "value.subject.name.strategy";

    abstract String subject(String topic, Schema schema);

    /// @param configured a class name as Confluent's clients take it, such as
    ///                   `io.confluent.kafka.serializers.subject.TopicNameStrategy`
    /// @throws IllegalArgumentException for any other name
    static SubjectNames of(Object configured) {
        String name = configured == null ? "TopicNameStrategy" : configured.toString();
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "TopicNameStrategy" -> TOPIC;
            case "RecordNameStrategy" -> RECORD;
            case "TopicRecordNameStrategy" -> TOPIC_RECORD;
            default -> throw new IllegalArgumentException(PROPERTY
                    + ": expected TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy, got " + name);
        };
    }
}
