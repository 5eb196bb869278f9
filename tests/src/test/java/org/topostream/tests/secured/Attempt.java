package org.topostream.tests.secured;

/// Something that somebody tries.
@FunctionalInterface
public interface Attempt<S> {
    void on(S site) throws Exception;
}
