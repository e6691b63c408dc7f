using Naru.Compute.Servers;
using Naru.NodeContract;
using Naru.State;

namespace Naru.Compute.Migrations;

/// <summary>Keeps what was moved, for administrators.</summary>
internal static class MigrationRecords
{
    /// <returns>The record's id.</returns>
    public static string Begin(Transaction state, Server server, string type, string target, string newFlavorId, string userId)
    {
        var migration = new Migration
        {
            Id = Guid.NewGuid().ToString(),
            Number = Counter.Next(state, "migrations"),
            ServerId = server.Id,
            ProjectId = server.ProjectId,
            UserId = userId,
            Type = type,
            Status = type == Migration.Live ? Migration.Queued : "migrating",
            SourceHost = server.Host,
            TargetHost = target,
            OldFlavorId = server.Flavor.FlavorId,
            NewFlavorId = newFlavorId,
            CreatedAt = state.Time,
            UpdatedAt = state.Time,
        };
        state.Insert(ComputeTables.Migrations, migration);
        return migration.Id;
    }

    /// <summary>How far one is that moves while it runs.</summary>
    public static void Progress(Transaction state, NodeDepartureState said)
    {
        if (state.In(ComputeTables.Migrations).Find(said.MigrationId) is not { } migration)
            return;
        var known = migration with { MemoryTotal = said.MemoryTotal, MemorySent = said.MemorySent, MemoryLeft = said.MemoryLeft, DiskTotal = said.DiskTotal, DiskSent = said.DiskSent };
        if (known != migration)
            state.Update(ComputeTables.Migrations, known with { UpdatedAt = state.Time });
    }

    public static void Note(Transaction state, string id, string status)
    {
        if (state.In(ComputeTables.Migrations).Find(id) is { } migration && migration.Status != status)
            state.Update(ComputeTables.Migrations, migration with { Status = status, UpdatedAt = state.Time });
    }
}
