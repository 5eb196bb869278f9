package org.topostream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class RunOffsetTest {
    private static RunOffset offset(Map<Integer, Integer> volumes) {
        return new RunOffset("1.3.12.2", "run-1", new TreeMap<>(volumes));
    }

    @Test
    void tellsPeopleWhichVolumesHaveBeenDelivered() {
        RunOffset offset = offset(Map.of(0, 1, 1, 2, 2, -1, 5, 0x01020304));

        Map<String, String> map = offset.toMap();

        // The digests by hand: big-endian, in base64.
        assertEquals(Map.of("series", "1.3.12.2", "run", "run-1", "numbers", "0-2,5", "digests",
                "AAAAAQAAAAL/////AQIDBA=="), map);
    }

    @Test
    void readsWhatItWrote() {
        Random random = new Random(1);
        RunOffset offset = offset(Map.of());
        for (int i = 0; i < 300; i++) {
            assertEquals(offset, RunOffset.of(offset.toMap()));

            offset = offset.with(random.nextInt(400), random.nextInt());
        }
    }

    @Test
    void refusesWhatIsNoneOfIt() {
        refuses("numbers", "0-3");
        refuses("numbers", "0");
        refuses("numbers", "0-2000000000");
        refuses("numbers", "5-0");
        refuses("numbers", "all");
        refuses("digests", "AAAA");
        refuses("digests", "?");
        Map<String, Object> other = new HashMap<>(offset(Map.of(0, 1)).toMap());
        other.put("run", 1L);
        assertThrows(IllegalArgumentException.class, () -> RunOffset.of(other));
        assertThrows(IllegalArgumentException.class, () -> RunOffset.of(Map.of("position", 4L)));
    }

    private static void refuses(String key, String value) {
        Map<String, String> map = new HashMap<>(offset(Map.of(0, 1, 1, 2, 2, 3)).toMap());
        map.put(key, value);
        assertThrows(IllegalArgumentException.class, () -> RunOffset.of(map), key + "=" + value);
    }
}
