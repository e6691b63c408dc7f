namespace Naru.Commands;

/// <summary>How a server differs from that of a cloud.</summary>
/// <param name="ApiOnly">Hosts are simulated.</param>
/// <param name="InMemory">The state ends with the process.</param>
/// <param name="Seed">The file with the state that the first start makes; null: none.</param>
/// <param name="Password">The administrator's first password; null: a random one.</param>
/// <param name="Computes">Simulated compute hosts.</param>
internal sealed record Trial(bool ApiOnly, bool InMemory, string? Seed, string? Password, int Computes);
