package org.topostream.dashboard.http;

/// A request that gets no other answer than why.
final class Refusal extends RuntimeException {
    static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int UPGRADE_REQUIRED = 426;

    private final int status;

    /// @param sentence what was expected and what came
    Refusal(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    Answer answer() {
        return Answer.error(status, getMessage());
    }
}
