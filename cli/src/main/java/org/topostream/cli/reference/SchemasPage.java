package org.topostream.cli.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.util.internal.JacksonUtils;

import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;
import org.topostream.schemas.avro.Volume;

/// Every record, with the words of its schema.
final class SchemasPage {
    private static final List<Schema> RECORDS = List.of(Stimulus.getClassSchema(), Features.getClassSchema(),
            Subject.getClassSchema(), Surface.getClassSchema(), Volume.getClassSchema(), Event.getClassSchema(),
            Response.getClassSchema(), SourceStatus.getClassSchema(), EncoderPart.getClassSchema(),
            Prediction.getClassSchema(), Score.getClassSchema(), CorticalMap.getClassSchema());

    private SchemasPage() {}

    static String text() {
        Map<String, Schema> named = new LinkedHashMap<>();
        RECORDS.forEach(record -> collect(record, named));
        Markdown page = new Markdown("Schemas");
        page.paragraph(
                "The files are in `schemas/src/main/avro`. Fields are only ever added, with defaults: programs of "
                        + "several versions read each other's records.");
        named.values().forEach(schema -> add(page, schema));
        return page.toString();
    }

    static String anchor(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static void collect(Schema schema, Map<String, Schema> named) {
        switch (schema.getType()) {
            case RECORD -> {
                if (named.putIfAbsent(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), named));
                }
            }
            case ENUM, FIXED -> named.putIfAbsent(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), named);
            case MAP -> collect(schema.getValueType(), named);
            case UNION -> schema.getTypes().forEach(each -> collect(each, named));
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {
            }
        }
    }

    private static void add(Markdown page, Schema schema) {
        page.heading(2, schema.getName());
        if (schema.getDoc() != null) {
            page.paragraph(schema.getDoc() + ".");
        }
        if (schema.getType() == Schema.Type.ENUM) {
            page.paragraph("One of " + schema.getEnumSymbols().stream().map(Markdown::code)
                    .collect(Collectors.joining(", ")) + ".");
        } else if (schema.getType() == Schema.Type.RECORD) {
            page.columns("Field", "Type", "Default", "Meaning");
            schema.getFields().forEach(field -> page.row(Markdown.code(field.name()), type(field.schema()),
                    standard(field), Optional.ofNullable(field.doc()).orElse("")));
        }
    }

    private static String standard(Schema.Field field) {
        return field.hasDefaultValue() ? Markdown.code(JacksonUtils.toJsonNode(field.defaultVal()).toString()) : "";
    }

    private static String type(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        String plain = switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> "[" + schema.getName() + "](#" + anchor(schema.getName()) + ")";
            case ARRAY -> "array of " + type(schema.getElementType());
            case MAP -> "map of " + type(schema.getValueType());
            case UNION -> schema.getTypes().stream().map(SchemasPage::type).collect(Collectors.joining(" or "));
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> schema.getType().getName();
        };
        return logical == null ? plain : plain + ", " + logical.getName();
    }
}
