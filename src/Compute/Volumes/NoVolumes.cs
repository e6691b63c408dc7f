using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Compute.Volumes;

/// <summary>A cloud without a volume service: nobody has volumes.</summary>
internal sealed class NoVolumes : IVolumes
{
    private static readonly Error Absent = NovaErrors.BadRequest("Block device mapping is invalid: this cloud has no volume service.");

    public Result<VolumeDescription> Find(IStateReader state, Caller caller, string volumeId) => NovaErrors.NotFound($"Volume {volumeId} could not be found.");

    public Result<string> Create(Transaction state, Caller caller, NewVolume wanted) => Absent;

    public Result<string> Attach(Transaction state, Caller caller, string volumeId, VolumeUse use) => Absent;

    public void Attached(Transaction state, string attachmentId)
    {
    }

    public void Moved(Transaction state, string attachmentId, string host)
    {
    }

    public Result<Done> Release(Transaction state, Caller caller, string attachmentId) => Absent;

    public void Detach(Transaction state, string attachmentId)
    {
    }

    public void Delete(Transaction state, string volumeId)
    {
    }

    public VolumeConnection? Connection(IStateReader state, string attachmentId, string? host) => null;

    public string? HostOf(Change change) => null;
}
