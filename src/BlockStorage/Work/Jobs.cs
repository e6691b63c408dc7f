using Naru.BlockStorage.Documents;
using Naru.Rest;
using Naru.State;

namespace Naru.BlockStorage.Work;

/// <summary>How jobs are given, in the same step that changes the status of what they are about.</summary>
internal static class Jobs
{
    public static void Add(Transaction state, Caller caller, string kind, string resourceId, Func<VolumeJob, VolumeJob>? with = null)
    {
        var job = new VolumeJob
        {
            Id = VolumeJob.NextId(state),
            Kind = kind,
            ResourceId = resourceId,
            ProjectId = caller.ProjectId,
            UserId = caller.UserId,
            RequestId = caller.RequestId,
        };
        state.Insert(BlockStorageTables.Jobs, with is null ? job : with(job));
    }
}
