using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Compute.Volumes;

/// <summary>The volumes of the cloud, as instances need them. Implemented by the volume service of this program; without one, whatever asks for volumes is refused.</summary>
/// <remarks>What writes runs inside the write that changes the instance, so that both happen or neither.</remarks>
public interface IVolumes
{
    /// <summary>A volume that the caller may use.</summary>
    /// <returns>NotFound for one that is not there for the caller.</returns>
    Result<VolumeDescription> Find(IStateReader state, Caller caller, string volumeId);

    /// <summary>Begins to make a volume. It may be attached at once; the host waits until it is there.</summary>
    /// <returns>Its id.</returns>
    Result<string> Create(Transaction state, Caller caller, NewVolume wanted);

    /// <summary>Gives a volume to an instance: it is <c>attaching</c>, and <c>in-use</c> when <see cref="Attached"/> was called.</summary>
    /// <returns>The attachment's id; Invalid or Conflict if its status does not allow it.</returns>
    Result<string> Attach(Transaction state, Caller caller, string volumeId, VolumeUse use);

    /// <summary>Begins to make a snapshot of a volume that an instance has, while the instance runs.</summary>
    /// <returns>The snapshot's id; NotSupported where snapshots of volumes in use are not made.</returns>
    Result<string> Snapshot(Transaction state, Caller caller, string volumeId, string name) =>
        NovaErrors.NotSupported($"Volume {volumeId} is in use, and no snapshot of it can be made.");

    /// <summary>The instance has it.</summary>
    void Attached(Transaction state, string attachmentId);

    /// <summary>Where the host of the instance is now: the connection is for that one.</summary>
    void Moved(Transaction state, string attachmentId, string host);

    /// <summary>Begins to take a volume out: it is <c>detaching</c> until <see cref="Detach"/> is called.</summary>
    Result<Done> Release(Transaction state, Caller caller, string attachmentId);

    /// <summary>The instance does not have it any more. An attachment that is gone is fine.</summary>
    void Detach(Transaction state, string attachmentId);

    /// <summary>Deletes a volume that goes with its instance, on nobody's behalf. One that is gone is fine.</summary>
    void Delete(Transaction state, string volumeId);

    /// <summary>How a host reaches the volume; null: not yet.</summary>
    /// <param name="host">One that the instance is about to come to; null: the one that it is on.</param>
    VolumeConnection? Connection(IStateReader state, string attachmentId, string? host);

    /// <summary>The host whose attachment is another one by a change, so that it is told; null: the change is none of an attachment.</summary>
    string? HostOf(Change change);
}
