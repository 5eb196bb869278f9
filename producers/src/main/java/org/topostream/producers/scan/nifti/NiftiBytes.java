package org.topostream.producers.scan.nifti;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalLong;

import org.topostream.producers.scan.BadScanException;

/// The bytes of a file, unpacked where it is gzipped (RFC 1952).
sealed interface NiftiBytes extends AutoCloseable permits PlainBytes, GzipBytes {
    /// The first bytes, as many as there are by now.
    /// @param most no more than so many
    ByteBuffer head(int most) throws BadScanException;

    /// How many there are by now; from a number on, it may count no further. A gzip stream that has not ended yet, and
    /// is counted to its end, has none.
    /// @param most the number
    OptionalLong count(long most) throws BadScanException;

    /// @param at    where the first lies
    /// @param bytes how many, no more than there are
    ByteBuffer read(long at, int bytes) throws BadScanException;

    /// How many volumes are there from the first to the last byte.
    /// @throws BadScanException where there will never be as many as the header says
    int wholeVolumes(NiftiHeader header) throws BadScanException;

    /// What there is, in words.
    String state() throws BadScanException;

    @Override
    void close();

    /// @param file may be absent, and so have no bytes
    static NiftiBytes of(Path file) throws BadScanException {
        PlainBytes plain = new PlainBytes(file);
        boolean packed = plain.size() >= Short.BYTES && plain.read(0, Short.BYTES).getShort(0) == GzipBytes.MAGIC;
        return packed ? new GzipBytes(file) : plain;
    }
}
