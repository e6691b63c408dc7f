using Naru.Primitives;
using Naru.State;

namespace Naru.Rest.Quotas;

/// <summary>Limits of a project. Called inside the write, after the insert: the state already counts what is being made.</summary>
public interface IQuotas
{
    /// <returns>An error of kind <see cref="ErrorKind.OverQuota"/> when the project now has more than its limit.</returns>
    Result<Done> Check(IStateReader state, string projectId, string quota);
}
