package org.topostream.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class ResidentMemoryTest {

    @Test
    void readsWhatLinuxSays() {
        List<String> status = List.of("Name:\tjava", "VmPeak:\t  9999999 kB", "VmHWM:\t  524288 kB",
                "VmRSS:\t  262144 kB", "RssAnon:\t  196608 kB", "RssFile:\t   65536 kB", "Threads:\t31");

        Optional<ResidentMemory> memory = ResidentMemory.of(status);

        assertEquals(Optional.of(new ResidentMemory(256, 512, 192, 64)), memory);
    }

    @Test
    void isEmptyWhereTheSystemDoesNotSay() {
        assertEquals(Optional.empty(), ResidentMemory.of(List.of("Name:\tjava")));
    }
}
