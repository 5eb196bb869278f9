package org.topostream.telemetry.health;

/// How a part is.
public sealed interface Condition {
    /// It works.
    record Ready() implements Condition {
        @Override
        public String text() {
            return "ready";
        }
    }

    /// It lives, but does not work yet, or not now.
    ///
    /// @param reason what it waits for, such as "no encoder is published yet"
    record Waiting(String reason) implements Condition {
        @Override
        public String text() {
            return "waiting: " + reason;
        }
    }

    /// It will not work again unless it is started anew.
    ///
    /// @param reason what ended it
    record Dead(String reason) implements Condition {
        @Override
        public String text() {
            return "dead: " + reason;
        }
    }

    /// For people.
    String text();
}
