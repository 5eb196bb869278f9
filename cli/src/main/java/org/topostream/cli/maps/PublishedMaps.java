package org.topostream.cli.maps;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;

/// Reads the maps topics as they are now.
///
/// @param site where
public record PublishedMaps(Site site) {
    private static final String TOPIC = "maps.";

    /// Which map.
    ///
    /// @param backbone empty for the only one there is
    /// @param kind     what it shows
    /// @param version  of the encoder; empty for the newest map
    public record Choice(Optional<String> backbone, String kind, Optional<Long> version) {

        boolean takes(CorticalMap map) {
            return map.getKind().equals(kind) && backbone.map(map.getBackbone()::equals).orElse(true);
        }
    }

    /// Names of the subjects that have a maps topic.
    public Set<String> subjects() {
        try (TopicAdmin admin = new TopicAdmin(site)) {
            return admin.names().stream().filter(name -> Topics.isOurs(name) && name.startsWith(TOPIC))
                    .map(name -> name.substring(TOPIC.length())).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /// The one that is named, or the only one that has maps.
    /// @throws IllegalArgumentException where nobody has, or several have
    public String subject(Optional<String> named) {
        if (named.isPresent()) {
            return named.get();
        }
        Set<String> subjects = subjects();
        if (subjects.size() != 1) {
            throw new IllegalArgumentException(subjects.isEmpty()
                    ? "nobody has maps yet"
                    : "name one of the subjects " + subjects + " with --subject");
        }
        return subjects.iterator().next();
    }

    /// The newest map of every backbone and kind, by `backbone/kind`.
    /// @throws IllegalArgumentException where the subject has no maps topic
    public Map<String, CorticalMap> newest(String subject) {
        try (TopicTail<CorticalMap> tail = open(subject)) {
            return newest(tail);
        }
    }

    static Map<String, CorticalMap> newest(TopicTail<CorticalMap> tail) {
        Map<String, CorticalMap> newest = new TreeMap<>();
        tail.readToEnd(record -> {
            if (record.value() == null) {
                newest.remove(String.valueOf(record.key()));
            } else {
                newest.put(key(record.value()), record.value());
            }
        });
        return newest;
    }

    /// One map: the newest, or the last revision under an encoder.
    /// @throws IllegalArgumentException where there is none, with those that there are
    public CorticalMap find(String subject, Choice choice) {
        try (TopicTail<CorticalMap> tail = open(subject)) {
            return find(tail, choice);
        }
    }

    static CorticalMap find(TopicTail<CorticalMap> tail, Choice choice) {
        MapSearch search = new MapSearch(choice);
        tail.readToEnd(record -> search.take(String.valueOf(record.key()), Optional.ofNullable(record.value())));
        return search.found();
    }

    private TopicTail<CorticalMap> open(String subject) {
        Topics.checked("subject", subject);
        Set<String> subjects = subjects();
        if (!subjects.contains(subject)) {
            throw new IllegalArgumentException("subject " + subject + " has no maps; there are maps of "
                    + (subjects.isEmpty() ? "nobody" : List.copyOf(subjects)));
        }
        return TopicTail.open(site, Topics.maps(subject).name());
    }

    static String key(CorticalMap map) {
        return map.getBackbone() + "/" + map.getKind();
    }
}
