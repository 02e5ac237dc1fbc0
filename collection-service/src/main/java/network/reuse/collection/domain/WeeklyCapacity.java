package network.reuse.collection.domain;

import java.time.LocalDate;

/** How many machines a workshop takes in a week, from a day on. */
public record WeeklyCapacity(int machinesPerWeek, LocalDate from) {}
