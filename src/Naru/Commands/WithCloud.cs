using Naru.Lab;
using Naru.Lab.Cloud;
using Naru.Primitives;

namespace Naru.Commands;

/// <summary>Runs what asks the API of a lab as its administrator.</summary>
internal static class WithCloud
{
    public static Task<int> AskAsync(string lab, Func<CloudClient, Task<Result<int>>> run, CancellationToken cancellation) =>
        Answer.WithLabAsync(lab, async directory =>
        {
            if (!(await SignInAsync(directory, cancellation)).TryGet(out var cloud, out var error))
                return Answer.Refuse(error);
            using (cloud)
                return (await run(cloud)).TryGet(out var code, out error) ? code : Answer.Refuse(error);
        });

    /// <summary>The API of a lab that is up, for its administrator.</summary>
    public static async Task<Result<CloudClient>> SignInAsync(LabDirectory directory, CancellationToken cancellation)
    {
        if (LabState.Load(directory) is not { } state)
            return LabTargets.NoLab(directory);
        return CloudCredentials.OfAdministrator(directory, state).TryGet(out var credentials, out var error)
            ? await CloudClient.SignInAsync(credentials, cancellation)
            : error;
    }
}
