package network.reuse.gateway.projection;

import java.util.UUID;

/**
 * What one event does to one cell.
 *
 * @param number the how-manieth event of its batch that changes a counter, from 1; all cells of one event share it
 */
public record CounterChange(int number, UUID eventId, CounterCell cell, Count delta) {}
