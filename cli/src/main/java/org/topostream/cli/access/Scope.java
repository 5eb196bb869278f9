package org.topostream.cli.access;

import java.util.List;
import java.util.Optional;

/// For whom a role works. No name of a subject or backbone holds a dot, so that `maps.anna` with all that follows a dot is
/// one subject's alone.
///
/// @param subject   all where it is empty
/// @param backbones all where it is empty
public record Scope(Optional<String> subject, List<String> backbones) {
    public Scope {
        backbones = List.copyOf(backbones);
    }

    /// As documents spell it.
    static Scope anybody() {
        return new Scope(Optional.of("<subject>"), List.of("<backbone>"));
    }

    List<Place> ofSubject(String before) {
        return List.of(subject.map(name -> Place.of(before + name)).orElse(Place.beginning(before)));
    }

    List<Place> ofBackbone(String before) {
        return backbones.isEmpty()
                ? List.of(Place.beginning(before))
                : backbones.stream().map(name -> Place.of(before + name)).toList();
    }

    List<Place> ofBoth(String before) {
        return subject.map(name -> ofBackbone(before + name + ".")).orElse(List.of(Place.beginning(before)));
    }
}
