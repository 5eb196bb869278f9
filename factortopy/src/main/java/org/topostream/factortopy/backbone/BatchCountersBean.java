package org.topostream.factortopy.backbone;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows a backbone's counters over JMX while the batcher is open.
final class BatchCountersBean implements BatchCountersMXBean, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchCountersBean.class);
    private static final double NANOS = 1e6;

    private final Supplier<BatchCounters> counters;
    private final ObjectName name;

    private BatchCountersBean(ObjectName name, Supplier<BatchCounters> counters) {
        this.name = name;
        this.counters = counters;
    }

    /// A second batcher for the same backbone in one process shows as `backbone=<name>,instance=2`.
    static BatchCountersBean register(String backbone, Supplier<BatchCounters> counters) {
        for (int instance = 1;; instance++) {
            try {
                String suffix = instance == 1 ? "" : ",instance=" + instance;
                ObjectName name = new ObjectName("org.topostream:type=Batches,backbone=" + ObjectName.quote(backbone)
                        + suffix);
                BatchCountersBean bean = new BatchCountersBean(name, counters);
                ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
                return bean;
            } catch (InstanceAlreadyExistsException e) {
                LOG.debug("counters of {} are shown already, instance {}", backbone, instance, e);
            } catch (JMException e) {
                throw new IllegalStateException("the counters of " + backbone + " cannot be shown over JMX", e);
            }
        }
    }

    @Override
    public int getWaiting() {
        return counters.get().waiting();
    }

    @Override
    public int getRunning() {
        return counters.get().running();
    }

    @Override
    public int getLargestBatch() {
        return counters.get().largestBatch();
    }

    @Override
    public long getBatches() {
        return counters.get().batches();
    }

    @Override
    public long getImages() {
        return counters.get().images();
    }

    @Override
    public long getFailures() {
        return counters.get().failures();
    }

    @Override
    public double getWaitMillis() {
        return counters.get().waitNanos() / NANOS;
    }

    @Override
    public double getComputeMillis() {
        return counters.get().computeNanos() / NANOS;
    }

    @Override
    public void close() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOG.debug("counters {} were taken away by somebody else", name, e);
        } catch (JMException e) {
            LOG.warn("event=counters-stay name={} reason={}", name, e.toString());
        }
    }
}
