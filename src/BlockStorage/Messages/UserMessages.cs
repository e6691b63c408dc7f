using Naru.BlockStorage.Documents;
using Naru.State;

namespace Naru.BlockStorage.Messages;

/// <summary>Tells users why something that was accepted did not come about (cinder/message/message_field.py has the actions and details).</summary>
internal static class UserMessages
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <param name="actionId">Three digits that name what was to be done.</param>
    /// <param name="detailId">Three digits that name what went wrong.</param>
    public static void Add(Transaction state, VolumeJob job, string resourceType, string actionId, string detailId, string text) =>
        Add(state, job.ProjectId, job.RequestId, resourceType, job.ResourceId, actionId, detailId, text);

    public static void Add(
        Transaction state, string projectId, string requestId, string resourceType, string resourceId, string actionId, string detailId, string text)
    {
        foreach (var old in state.In(BlockStorageTables.Messages).All.Where(message => message.Until < state.Time).ToList())
            state.Delete(BlockStorageTables.Messages, old.Id);
        state.Insert(BlockStorageTables.Messages, new UserMessage
        {
            Id = Guid.NewGuid().ToString(),
            ProjectId = projectId,
            RequestId = requestId,
            ResourceType = resourceType,
            ResourceId = resourceId,
            EventId = $"VOLUME_{resourceType}_{actionId}_{detailId}",
            Text = text,
            CreatedAt = state.Time,
            Until = state.Time + Kept,
        });
    }
}
