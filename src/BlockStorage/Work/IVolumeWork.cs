using Naru.BlockStorage.Documents;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Work;

/// <summary>Does the jobs of a kind.</summary>
internal interface IVolumeWork
{
    string Kind { get; }

    /// <summary>Does the job, which may have been done in part or in full before.</summary>
    /// <returns>What to write now that it is done, in one step with forgetting the job.</returns>
    Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation);

    /// <summary>Writes that the job failed, in one step with forgetting it.</summary>
    void Fail(Transaction state, VolumeJob job, Error error);
}
