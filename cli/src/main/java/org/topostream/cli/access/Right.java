package org.topostream.cli.access;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/// What somebody may do to one resource, from any host.
///
/// @param operations reading and writing include to see that it is there
public record Right(ResourceType type, Place place, Set<AclOperation> operations) {
    /// The name that Kafka gives the cluster.
    static final String CLUSTER = "kafka-cluster";

    public Right {
        operations = Collections.unmodifiableSet(new TreeSet<>(operations));
    }
}
