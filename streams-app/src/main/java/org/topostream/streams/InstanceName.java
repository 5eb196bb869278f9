package org.topostream.streams;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// The name of one instance of a stage, which a process that takes its place bears again.
///
/// It lies in a file that is locked while somebody bears the name. An instance that was killed and is started again on the
/// same folder is thus known to the brokers as the one it was: its partitions wait for it, and its open transaction is
/// ended at once. Several instances on one folder have a name each.
final class InstanceName implements AutoCloseable {
    private static final int TEXT_BYTES = 36;

    private final FileChannel locked;
    private final String text;

    private InstanceName(FileChannel locked, String text) {
        this.locked = locked;
        this.text = text;
    }

    /// Takes the first name in a folder that nobody bears, or makes one.
    /// @throws IOException where the folder cannot be written to
    static InstanceName take(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int number = 0;; number++) {
            FileChannel file = FileChannel.open(folder.resolve("instance-" + number), StandardOpenOption.CREATE,
                    StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(file)) {
                return new InstanceName(file, read(file));
            }
            file.close();
        }
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // An instance in this process has it.
        }
    }

    /// A file that was cut off as it was written gets a name anew.
    private static String read(FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(TEXT_BYTES);
        file.read(bytes, 0);
        String text = StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
        if (isName(text)) {
            return text;
        }
        String made = UUID.randomUUID().toString();
        file.write(ByteBuffer.wrap(made.getBytes(StandardCharsets.US_ASCII)), 0);
        return made;
    }

    private static boolean isName(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    String text() {
        return text;
    }

    /// Lets the next instance bear the name.
    @Override
    public void close() throws IOException {
        locked.close();
    }
}
