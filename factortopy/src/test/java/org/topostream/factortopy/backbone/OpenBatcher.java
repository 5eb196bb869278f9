package org.topostream.factortopy.backbone;

/// A batcher that serves one fake backbone and has warmed up.
record OpenBatcher(SharedBatcher batcher, BatchedBackbone backbone) implements AutoCloseable {

    static OpenBatcher of(BatchLimits limits, FakeBackbone fake) {
        SharedBatcher batcher = new SharedBatcher(limits);
        BatchedBackbone backbone = batcher.serve(fake);
        fake.forgetBatches();
        return new OpenBatcher(batcher, backbone);
    }

    @Override
    public void close() {
        batcher.close();
    }
}
