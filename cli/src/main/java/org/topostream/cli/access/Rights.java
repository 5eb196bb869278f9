package org.topostream.cli.access;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/// Puts a role's rights together.
final class Rights {
    private final List<Right> rights = new ArrayList<>();

    Rights read(List<Place> topics) {
        return add(TOPIC, topics, READ);
    }

    Rights read(String... topics) {
        return read(whole(topics));
    }

    Rights write(List<Place> topics) {
        return add(TOPIC, topics, WRITE);
    }

    Rights write(String... topics) {
        return write(whole(topics));
    }

    private static List<Place> whole(String... names) {
        return List.of(names).stream().map(Place::of).toList();
    }

    Rights group(List<Place> groups) {
        return add(GROUP, groups, READ);
    }

    Rights transactions(List<Place> ids) {
        return add(TRANSACTIONAL_ID, ids, WRITE, DESCRIBE);
    }

    /// What Kafka Streams needs for a stage: its group, its transactions, whose ids the group begins, and the changelogs of
    /// its stores.
    Rights stage(List<Place> names, List<String> stores) {
        group(names);
        transactions(names.stream().map(each -> Place.beginning(each.whole() ? each.name() + "-" : each.name()))
                .toList());
        for (Place name : names) {
            List<Place> changelogs = name.whole()
                    ? stores.stream().map(store -> Place.of(name.name() + "-" + store + "-changelog")).toList()
                    : List.of(name);
            add(TOPIC, stores.isEmpty() ? List.of() : changelogs, CREATE, READ, WRITE);
        }
        return this;
    }

    Rights add(ResourceType type, List<Place> places, AclOperation... operations) {
        places.forEach(place -> rights.add(new Right(type, place, Set.of(operations))));
        return this;
    }

    /// All that others may.
    Rights and(List<Right> others) {
        rights.addAll(others);
        return this;
    }

    /// One for each resource.
    List<Right> list() {
        List<Right> joined = new ArrayList<>();
        for (Right right : rights) {
            int known = 0;
            while (known < joined.size() && !(joined.get(known).type() == right.type()
                    && joined.get(known).place().equals(right.place()))) {
                known++;
            }
            if (known == joined.size()) {
                joined.add(right);
            } else {
                Set<AclOperation> both = new HashSet<>(joined.get(known).operations());
                both.addAll(right.operations());
                joined.set(known, new Right(right.type(), right.place(), both));
            }
        }
        return List.copyOf(joined);
    }
}
