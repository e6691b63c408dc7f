using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.BlockStorage;
using Naru.Compute;
using Naru.Identity;
using Naru.Images;
using Naru.Network;
using Naru.Primitives;
using Naru.Rest.Policy;
using Naru.SharedFileSystems;

namespace Naru.Configuration;

/// <summary>The operator's policy file, read at the start and again at every SIGHUP.</summary>
internal static class PolicyReload
{
    /// <param name="services">After the APIs were mapped: the rules of all declarations are known then.</param>
    /// <param name="path">Null: the defaults are what counts.</param>
    /// <returns>What ends the reading when it is disposed; null without a file.</returns>
    public static Result<IDisposable?> Start(IServiceProvider services, string? path)
    {
        if (path is null)
            return default(Result<IDisposable?>);
        PolicyTable?[] tables =
        [
            services.GetRequiredKeyedService<PolicyTable>(NetworkRegistration.PolicyKey),
            services.GetRequiredKeyedService<PolicyTable>(ImageRegistration.PolicyKey),
            services.GetRequiredKeyedService<PolicyTable>(ComputeRegistration.PolicyKey),
            services.GetRequiredKeyedService<PolicyTable>(SharedFileSystemsRegistration.PolicyKey),
            services.GetRequiredKeyedService<PolicyTable>(BlockStorageRegistration.PolicyKey),
            services.GetKeyedService<PolicyTable>(IdentityRegistration.PolicyKey),
        ];
        var log = services.GetRequiredService<ILogger<PolicyFile>>();
        var file = new PolicyFile(path, [.. tables.OfType<PolicyTable>()]);
        if (!file.Load(log).TryGet(out _, out var error))
            return error;
        return PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            file.Load(log);
        });
    }
}
