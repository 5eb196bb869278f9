package org.topostream.cli.embedded;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;

/// A request of Kafka's protocol that none of its clients sends for us, on a connection of its own.
final class PlainRequest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CORRELATION = 1;

    private PlainRequest() {}

    /// @param broker host:port, without TLS and without authentication
    /// @return what it answers
    static AbstractResponse send(String broker, AbstractRequest request) throws IOException {
        int colon = broker.lastIndexOf(':');
        RequestHeader header = new RequestHeader(request.apiKey(), request.version(), "topostream", CORRELATION);
        ByteBuffer bytes = request.serializeWithHeader(header);
        try (Socket socket = new Socket(broker.substring(0, colon), Integer.parseInt(broker.substring(colon + 1)))) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readInt()];
            in.readFully(answer);
            return AbstractResponse.parseResponse(ByteBuffer.wrap(answer), header);
        }
    }
}
