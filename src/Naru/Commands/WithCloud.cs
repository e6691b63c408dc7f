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
            if (LabState.Load(directory) is not { } state)
                return Answer.Refuse(LabTargets.NoLab(directory));
            if (!CloudCredentials.OfAdministrator(directory, state).TryGet(out var credentials, out var error)
                || !(await CloudClient.SignInAsync(credentials, cancellation)).TryGet(out var cloud, out error))
            {
                return Answer.Refuse(error);
            }
            using (cloud)
                return (await run(cloud)).TryGet(out var code, out error) ? code : Answer.Refuse(error);
        });
}
