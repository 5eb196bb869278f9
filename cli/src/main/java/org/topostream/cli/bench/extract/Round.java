package org.topostream.cli.bench.extract;

/// One pass over all pictures.
///
/// @param seconds        from encoded pictures to features
/// @param networkSeconds of that, in which the network ran; of a loop that does one thing after the other
/// @param processorSeconds of all cores together, everything that ran in this process included
/// @param checksum       sum over pictures of the crc32c of their features as float16
record Round(double seconds, double networkSeconds, double processorSeconds, long checksum) {

    Round orFaster(Round other) {
        return other.seconds < seconds ? other : this;
    }
}
