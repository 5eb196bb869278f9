package org.topostream.tests.lab;

/// A response that was given.
///
/// @param number of responses so far, this one included
/// @param offset where it lies in its topic
record Answer(int number, long offset) {}
