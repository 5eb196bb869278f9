package org.topostream.factortopy.surface;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads GIFTI files (*GIFTI Surface Data Format*, version 1.0). Files name a document type, which is passed over:
/// nothing that a file names is ever fetched or opened, and entities that it makes up are refused.
final class GiftiReader {
    private final FileBytes file;
    private final XMLStreamReader xml;
    private final Map<String, String> metadata = new HashMap<>();
    private final Map<Integer, String> labels = new LinkedHashMap<>();
    private final List<GiftiArray> arrays = new ArrayList<>();

    private GiftiReader(FileBytes file, XMLStreamReader xml) {
        this.file = file;
        this.xml = xml;
    }

    static GiftiFile read(FileBytes file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(file.all()));
            try {
                return new GiftiReader(file, xml).read();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new IOException(file.file() + ": expected a GIFTI file, got damaged XML: "
                    + String.valueOf(e.getMessage()).replaceAll("\\s+", " "), e);
        }
    }

    private GiftiFile read() throws IOException, XMLStreamException {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            // the document type, comments
        }
        if (!xml.getLocalName().equals("GIFTI")) {
            throw file.bad("expected a GIFTI file, got XML of <" + xml.getLocalName() + ">");
        }
        while (xml.next() != XMLStreamConstants.END_DOCUMENT) {
            if (xml.isStartElement()) {
                switch (xml.getLocalName()) {
                    case "MD" -> entry(metadata);
                    case "Label" -> label();
                    case "DataArray" -> arrays.add(array());
                    default -> {
                        // MetaData, LabelTable: what is in them comes next
                    }
                }
            }
        }
        return new GiftiFile(file, metadata, labels, arrays);
    }

    private GiftiArray array() throws IOException, XMLStreamException {
        GiftiLayout layout = GiftiLayout.read(file, xml);
        Map<String, String> own = new HashMap<>();
        Optional<double[]> values = Optional.empty();
        while (!(xml.next() == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("DataArray"))) {
            if (xml.isStartElement() && xml.getLocalName().equals("MD")) {
                entry(own);
            } else if (xml.isStartElement() && xml.getLocalName().equals("Data")) {
                values = Optional.of(new GiftiValues(file, layout).read(xml.getElementText()));
            }
        }
        if (values.isEmpty()) {
            throw file.bad("expected Data in an array of " + layout.intent() + ", got none");
        }
        return new GiftiArray(layout.intent(), layout.shape(), values.get(), own);
    }

    /// A name and a value of metadata.
    private void entry(Map<String, String> into) throws XMLStreamException {
        String name = "";
        while (!(xml.next() == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("MD"))) {
            if (xml.isStartElement() && xml.getLocalName().equals("Name")) {
                name = xml.getElementText().strip();
            } else if (xml.isStartElement() && xml.getLocalName().equals("Value")) {
                into.put(name, xml.getElementText().strip());
            }
        }
    }

    /// `Key` is what the specification says; older files have `Index`.
    private void label() throws IOException, XMLStreamException {
        String key = Optional.ofNullable(xml.getAttributeValue(null, "Key"))
                .or(() -> Optional.ofNullable(xml.getAttributeValue(null, "Index"))).orElse("");
        try {
            labels.put(Integer.parseInt(key.strip()), xml.getElementText().strip());
        } catch (NumberFormatException e) {
            throw new IOException(file.file() + ": expected a number as Key of a label, got '" + key + "'", e);
        }
    }
}
