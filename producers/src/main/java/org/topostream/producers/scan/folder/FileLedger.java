package org.topostream.producers.scan.folder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A ledger in a file. A note is on the disk when [#note] returns, unless the disk does not take it: then it is kept
/// and tried again, since a session goes on whatever becomes of its ledger.
///
/// What a crash tore is found by its checksum and cut off with all that follows; it may be delivered again. Only one
/// program at a time has it. It is not read and written through a channel, which an interrupted thread would close.
final class FileLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(FileLedger.class);
    private static final byte[] HEADER = "topostream folder ledger 1\n".getBytes(StandardCharsets.UTF_8);

    private final Path path;
    private final RandomAccessFile file;
    private final FileLock lock;
    private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();
    private long end;
    private Optional<String> trouble = Optional.empty();

    private FileLedger(Path path, RandomAccessFile file, FileLock lock) {
        this.path = path;
        this.file = file;
        this.lock = lock;
    }

    /// Opens a ledger or makes one.
    /// @param known told of every note in it, in order
    /// @throws IOException where it cannot be read, another program has it, or it is another kind of file
    static FileLedger open(Path path, Consumer<LedgerEntry> known) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            FileLedger ledger = new FileLedger(path, file, lock(path, file));
            ledger.read(known);
            return ledger;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static FileLock lock(Path path, RandomAccessFile file) throws IOException {
        Optional<FileLock> lock;
        try {
            lock = Optional.ofNullable(file.getChannel().tryLock());
        } catch (OverlappingFileLockException e) {
            throw new IOException(inUse(path), e);
        }
        return lock.orElseThrow(() -> new IOException(inUse(path)));
    }

    private static String inUse(Path path) {
        return path + ": another program delivers what this ledger notes; give each a ledger of its own";
    }

    private void read(Consumer<LedgerEntry> known) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(file.length())];
        file.readFully(bytes);
        for (int i = 0; i < Math.min(bytes.length, HEADER.length); i++) {
            if (bytes[i] != HEADER[i]) {
                throw new IOException(path + ": expected a ledger of delivered volumes, or no file, got another file");
            }
        }
        if (bytes.length < HEADER.length) {
            unwritten.writeBytes(HEADER);
            write();
            return;
        }
        int from = HEADER.length;
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                Optional<LedgerEntry> entry = LedgerLine.parse(
                        new String(bytes, from, at - from, StandardCharsets.UTF_8));
                if (entry.isEmpty()) {
                    break;
                }
                known.accept(entry.get());
                from = at + 1;
            }
        }
        if (from < bytes.length) {
            LOG.warn("ledger cut off file={} bytes={} of={}", path, from, bytes.length);
            file.setLength(from);
        }
        end = from;
    }

    @Override
    public void note(List<? extends LedgerEntry> entries) {
        for (LedgerEntry entry : entries) {
            unwritten.writeBytes(LedgerLine.of(entry).getBytes(StandardCharsets.UTF_8));
        }
        write();
    }

    @Override
    public void write() {
        if (unwritten.size() == 0) {
            return;
        }
        byte[] bytes = unwritten.toByteArray();
        try {
            file.seek(end);
            file.write(bytes);
            file.getFD().sync();
            end += bytes.length;
            unwritten.reset();
            trouble = Optional.empty();
        } catch (IOException e) {
            if (trouble.isEmpty()) {
                LOG.error("ledger not written file={} reason={}", path, e.toString());
            }
            trouble = Optional.of(path + ": " + e.getMessage());
        }
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void close() throws IOException {
        write();
        lock.release();
        file.close();
    }
}
