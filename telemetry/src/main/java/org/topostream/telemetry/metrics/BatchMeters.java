package org.topostream.telemetry.metrics;

import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/// Shows the batches of every backbone, as the method tells of them over JMX: it knows nothing of metrics.
public final class BatchMeters {
    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();
    private static final double MILLIS = 1e-3;

    private final MeterRegistry registry;
    private final Map<ObjectName, Set<Meter>> shown = new ConcurrentHashMap<>();

    public BatchMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Shows backbones that have come, and no longer those that have gone. Called before values are read.
    public void refresh() {
        Set<ObjectName> present = BEANS.queryNames(pattern(), null);
        present.forEach(bean -> shown.computeIfAbsent(bean, this::show));
        Set<ObjectName> gone = new HashSet<>(shown.keySet());
        gone.removeAll(present);
        gone.forEach(bean -> shown.remove(bean).forEach(registry::remove));
    }

    private static ObjectName pattern() {
        try {
            return new ObjectName("org.topostream:type=Batches,*");
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("a constant name", e);
        }
    }

    private Set<Meter> show(ObjectName bean) {
        Tags tags = Tags.of("backbone", ObjectName.unquote(bean.getKeyProperty("backbone")), "instance",
                Optional.ofNullable(bean.getKeyProperty("instance")).orElse("1"));
        return Set.of(counter("topostream.batches", bean, "Batches", 1, tags),
                counter("topostream.batch.images", bean, "Images", 1, tags),
                counter("topostream.batch.failures", bean, "Failures", 1, tags),
                counter("topostream.batch.wait.seconds", bean, "WaitMillis", MILLIS, tags),
                counter("topostream.batch.compute.seconds", bean, "ComputeMillis", MILLIS, tags),
                gauge("topostream.batch.waiting", bean, "Waiting", tags),
                gauge("topostream.batch.running", bean, "Running", tags),
                gauge("topostream.batch.largest", bean, "LargestBatch", tags));
    }

    private Meter counter(String name, ObjectName bean, String attribute, double scale, Tags tags) {
        return FunctionCounter.builder(name, bean, each -> scale * read(each, attribute)).tags(tags)
                .register(registry);
    }

    private Meter gauge(String name, ObjectName bean, String attribute, Tags tags) {
        return Gauge.builder(name, () -> read(bean, attribute)).tags(tags).strongReference(true).register(registry);
    }

    /// Not a number where the bean has just gone.
    private static double read(ObjectName bean, String attribute) {
        try {
            return ((Number) BEANS.getAttribute(bean, attribute)).doubleValue();
        } catch (JMException e) {
            return Double.NaN;
        }
    }
}
