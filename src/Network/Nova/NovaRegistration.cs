using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.Rest.Keystone;
using Naru.State;

namespace Naru.Network.Nova;

/// <summary>Lets Nova hear of ports.</summary>
public static class NovaRegistration
{
    /// <param name="shared">The account that is used when the options have none of their own.</param>
    public static IServiceCollection AddNovaNotifications(this IServiceCollection services, NovaOptions options, KeystoneOptions? shared)
    {
        var account = options.Auth ?? shared ?? throw new ArgumentException("There is no account at Nova's Keystone.", nameof(options));
        return services.AddHostedService(provider => new NovaNotifier(
            provider.GetRequiredService<Store>(),
            options,
            new KeystoneSession(account, TimeProvider.System, provider.GetRequiredService<ILogger<KeystoneSession>>()),
            TimeProvider.System,
            provider.GetRequiredService<ILogger<NovaNotifier>>()));
    }
}
