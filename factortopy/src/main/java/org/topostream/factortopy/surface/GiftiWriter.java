package org.topostream.factortopy.surface;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes maps as GIFTI (`.func.gii`; *GIFTI Surface Data Format*, version 1.0): one array a column, float32, named,
/// with the hemisphere in the file's metadata, without which Connectome Workbench does not take it.
public final class GiftiWriter {
    private static final String DOCTYPE = "<!DOCTYPE GIFTI SYSTEM "
            + "\"http://www.nitrc.org/frs/download.php/115/gifti.dtd\">";

    private GiftiWriter() {}

    /// Writes a map; a file that is there is replaced.
    public static void write(Path file, VertexMap map) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out,
                    StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            line(xml);
            xml.writeDTD(DOCTYPE);
            line(xml);
            xml.writeStartElement("GIFTI");
            xml.writeAttribute("Version", "1.0");
            xml.writeAttribute("NumberOfDataArrays", Integer.toString(map.columns().size()));
            metadata(xml, GiftiFile.STRUCTURE, map.hemisphere().gifti());
            xml.writeEmptyElement("LabelTable");
            line(xml);
            for (int column = 0; column < map.columns().size(); column++) {
                array(xml, map, column);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(file + ": could not be written: " + e.getMessage(), e);
        }
    }

    private static void array(XMLStreamWriter xml, VertexMap map, int column) throws IOException, XMLStreamException {
        xml.writeStartElement("DataArray");
        xml.writeAttribute("Intent", "NIFTI_INTENT_NONE");
        xml.writeAttribute("DataType", GiftiLayout.Type.NIFTI_TYPE_FLOAT32.name());
        xml.writeAttribute("ArrayIndexingOrder", "RowMajorOrder");
        xml.writeAttribute("Dimensionality", "1");
        xml.writeAttribute("Dim0", Integer.toString(map.vertices()));
        xml.writeAttribute("Encoding", GiftiLayout.Encoding.GZipBase64Binary.name());
        xml.writeAttribute("Endian", "LittleEndian");
        xml.writeAttribute("ExternalFileName", "");
        xml.writeAttribute("ExternalFileOffset", "");
        metadata(xml, "Name", map.columns().get(column));
        xml.writeStartElement("Data");
        xml.writeCharacters(Base64.getEncoder().encodeToString(deflated(map.column(column))));
        xml.writeEndElement();
        xml.writeEndElement();
        line(xml);
    }

    private static void metadata(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeStartElement("MetaData");
        xml.writeStartElement("MD");
        xml.writeStartElement("Name");
        xml.writeCharacters(name);
        xml.writeEndElement();
        xml.writeStartElement("Value");
        xml.writeCharacters(value);
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
        line(xml);
    }

    private static void line(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    private static byte[] deflated(float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed)) {
            out.write(bytes.array());
        }
        return packed.toByteArray();
    }
}
