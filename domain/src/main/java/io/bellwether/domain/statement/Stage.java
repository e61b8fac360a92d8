package io.bellwether.domain.statement;

/** How far a technology has come to users, lowest first. */
public enum Stage {
    ANNOUNCED,
    CLOSED_BETA,
    PUBLIC_BETA,
    LIMITED_ROLLOUT,
    FULL_ROLLOUT;

    /** 1 for the lowest stage; no stage at all is 0. */
    public int height() {
        return ordinal() + 1;
    }
}
