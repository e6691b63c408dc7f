namespace Naru.Compute.Servers;

/// <summary>What the API calls the state of an instance.</summary>
/// <param name="TaskState">What it is doing; null: nothing.</param>
/// <param name="PowerState">One of <see cref="PowerStates"/>.</param>
/// <param name="Status">The one word for users.</param>
internal sealed record ServerState(string VmState, string? TaskState, int PowerState, string Status);
