package org.topostream.producers.scan.folder;

/// What has become of a file. One whose stamp changes is waiting anew, whatever it was before.
sealed interface FileState {
    /// Of the file as it was found.
    Stamp stamp();

    /// Whether to forget it when the file is gone. What was delivered is remembered, since shares come back.
    default boolean goesWithItsFile() {
        return false;
    }

    /// New or changed, and maybe not whole.
    ///
    /// @param since  nanoseconds of a [PollClock] when its stamp last changed
    /// @param due    when to try to read it
    /// @param reason why it could not be read when it was tried last; empty before
    record Waiting(Stamp stamp, long since, long due, String reason) implements FileState {
        /// A file that cannot be read is tried again after as long as it has been tried, but not much later than it may
        /// have become readable.
        private static final long LONGEST_PAUSE = 5_000_000_000L;

        boolean isDue(long now) {
            return now - due >= 0;
        }

        /// Nanoseconds since its stamp last changed.
        long age(long now) {
            return now - since;
        }

        Waiting again(String why, long now) {
            return new Waiting(stamp, since, now + Math.min(age(now), LONGEST_PAUSE), why);
        }

        Taken taken() {
            return new Taken(stamp);
        }

        @Override
        public boolean goesWithItsFile() {
            return true;
        }
    }

    /// Read, with volumes that are not delivered or not complete.
    record Taken(Stamp stamp) implements FileState {}

    /// All of it is delivered, and noted.
    record Settled(Stamp stamp) implements FileState {}

    /// None of its series is wanted.
    record PassedOver(Stamp stamp) implements FileState {}

    /// It is bad. Once it is gone, people may have put it right.
    record Refused(Stamp stamp, String reason) implements FileState {
        @Override
        public boolean goesWithItsFile() {
            return true;
        }
    }
}
