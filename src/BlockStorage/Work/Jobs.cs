using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.State;

namespace Naru.BlockStorage.Work;

/// <summary>How jobs are given, in the same step that changes the status of what they are about.</summary>
internal static class Jobs
{
    public static void Add(Transaction state, VolumeRequest request, string kind, string resourceId, Func<VolumeJob, VolumeJob>? with = null) =>
        Add(state, request.Caller.ProjectId, request.Caller.UserId, request.Caller.RequestId, kind, resourceId, with);

    public static void Add(
        Transaction state, string projectId, string userId, string requestId, string kind, string resourceId, Func<VolumeJob, VolumeJob>? with = null)
    {
        var job = new VolumeJob
        {
            Id = VolumeJob.NextId(state), Kind = kind, ResourceId = resourceId, ProjectId = projectId, UserId = userId, RequestId = requestId,
        };
        state.Insert(BlockStorageTables.Jobs, with is null ? job : with(job));
    }
}
