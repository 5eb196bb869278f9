package org.topostream.factortopy.encoder;

/// How exactly an encoder's parameters are stored. Coordinates, their box and the normaliser are always float32: the
/// positions that are looked up in the network, and the units of the responses, are given, not learnt.
public enum Precision {
    /// float32: what is read is what was written, to the bit.
    SINGLE,
    /// float16: half the size. Every parameter is off by at most 1/2048 of itself, or by 3e-8 where it is less than
    /// 6e-5; predictions are off by less than a thousandth of the largest. A parameter's tensor whose largest value
    /// float16 does not hold stays float32, so that an odd encoder is larger, never wrong.
    HALF
}
