package org.topostream.cli.maps;

import java.util.List;
import java.util.stream.IntStream;

import org.topostream.factortopy.FloatTensor;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.CorticalMap;

/// The values of a map record, and what they are called.
final class MapColumns {
    private MapColumns() {}

    /// @return `[N]` or `[N, K]`, as it was published
    static FloatTensor values(CorticalMap map) {
        return new FloatTensor(map.getValues().getShape().stream().mapToInt(Integer::intValue).toArray(),
                Tensors.floats(map.getValues()));
    }

    /// @return `[K]` the record's own names, else the kind, numbered from 1 where there are several
    static List<String> names(CorticalMap map) {
        List<Integer> shape = map.getValues().getShape();
        int count = shape.size() == 1 ? 1 : shape.stream().skip(1).reduce(1, Math::multiplyExact);
        if (map.getColumns().size() == count) {
            return List.copyOf(map.getColumns());
        }
        return count == 1
                ? List.of(map.getKind())
                : IntStream.rangeClosed(1, count).mapToObj(column -> map.getKind() + " " + column).toList();
    }
}
