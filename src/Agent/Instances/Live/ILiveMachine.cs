using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances.Live;

/// <summary>A running instance that goes to another host, or has come from one.</summary>
/// <remarks>Nothing is remembered here: each step looks at how far it is, so that an agent after this one goes on.</remarks>
internal interface ILiveMachine
{
    /// <summary>What it is made of.</summary>
    /// <param name="volumes">The ids of its volumes, by the names that they have in it.</param>
    /// <param name="cards">Its cards, as far as the host knows them.</param>
    Result<MachineDescription> Describe(IReadOnlyDictionary<string, string> volumes, IEnumerable<MachineCard> cards);

    /// <summary>Lets one that was started to receive another listen.</summary>
    /// <param name="address">Of this host.</param>
    /// <returns>Where its memory and its disks are taken.</returns>
    Task<Result<(string MemoryAt, string DisksAt)>> ListenAsync(IpAddress address, MachineDescription machine, CancellationToken cancellation);

    /// <summary>Whether all of the other one is here.</summary>
    Result<bool> HasArrived();

    /// <summary>Nobody writes to its disks but itself from now on.</summary>
    Result<Done> Close();

    /// <summary>Tells the network where it is.</summary>
    void Announce();

    /// <summary>Brings its departure one step on.</summary>
    /// <param name="sending">Whether its memory was begun to be sent.</param>
    /// <param name="note">Writes down that it is.</param>
    Result<NodeDepartureState> Depart(NodeDeparture departure, MachineDescription machine, Sending sending, Action<Sending> note);

    /// <summary>Ends a departure: it stays. What is not ended yet is an error; it is tried again.</summary>
    Result<Done> Stay();
}
