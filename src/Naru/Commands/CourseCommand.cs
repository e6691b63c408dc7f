using System.CommandLine;
using Naru.Lab;
using Naru.Lab.Cloud;
using Naru.Primitives;
using Naru.Tour;
using Naru.Tour.Chapters;
using Naru.Tour.Running;

namespace Naru.Commands;

/// <summary><c>naru course</c>: the course as a guided tour on the living lab.</summary>
internal static class CourseCommand
{
    private const int Computes = 2;

    public static Command Create()
    {
        var lab = Options.Lab();
        var port = Options.Port();
        var chapter = new Argument<string?>("chapter") { Description = $"Where to begin: {string.Join(", ", Contents.Chapters.Select(known => known.Name))}. Otherwise where you stopped.", Arity = ArgumentArity.ZeroOrOne };
        chapter.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && Find(name) is null)
                result.AddError($"'{name}' is no chapter: there are {string.Join(", ", Contents.Chapters.Select(known => known.Name))}.");
        });
        var check = new Option<bool>("--check") { Description = "Runs all steps, or those of the chapter, unattended, the exercises as well. A lab that was not up is taken down again." };
        var language = WalkLanguageOption.Create();
        var command = new Command("course", "The course as a guided tour: bridges by hand, networks step by step, packets followed, faults to find.") { chapter, check, language, lab, port };
        command.SetAction((parsed, cancellation) =>
        {
            var words = parsed.GetRequiredValue(language) == "ko" ? TourLanguage.Korean : TourLanguage.English;
            var wanted = parsed.GetValue(chapter) is { } name ? Find(name) : null;
            var (labName, apiPort) = (parsed.GetRequiredValue(lab), parsed.GetRequiredValue(port));
            return parsed.GetValue(check)
                ? Answer.ChangingLabAsync(labName, directory => CheckAsync(directory, apiPort, wanted, words, cancellation))
                : Answer.WithLabAsync(labName, directory => GuideAsync(directory, apiPort, wanted, words, cancellation));
        });
        return command;
    }

    private static Chapter? Find(string name) => Contents.Chapters.FirstOrDefault(known => known.Name == name);

    private static async Task<int> CheckAsync(LabDirectory directory, int port, Chapter? wanted, TourLanguage language, CancellationToken cancellation)
    {
        var wasUp = LabState.Load(directory) is not null;
        try
        {
            if (!(await EnterAsync(directory, port, cancellation)).TryGet(out var cloud, out var error))
                return Answer.Refuse(error);
            using (cloud)
                return await CourseCheck.RunAsync(new Workshop(directory, cloud), wanted is null ? Contents.Chapters : [wanted], language, cancellation);
        }
        finally
        {
            if (!wasUp)
                await new LabHosts(directory).DownAsync(CancellationToken.None);
        }
    }

    private static async Task<int> GuideAsync(LabDirectory directory, int port, Chapter? wanted, TourLanguage language, CancellationToken cancellation)
    {
        // Only as long as it takes: the learner uses other commands on the same lab.
        if (!LabLock.Take(directory).TryGet(out var taken, out var error))
            return Answer.Refuse(error);
        CloudClient? cloud;
        using (taken)
        {
            if (!(await EnterAsync(directory, port, cancellation)).TryGet(out cloud, out error))
                return Answer.Refuse(error);
        }
        using (cloud)
            return await new CourseSession(new Workshop(directory, cloud), language).RunAsync(wanted, cancellation);
    }

    /// <summary>Brings up what of the lab is missing, with nothing in its cloud that is not there yet.</summary>
    private static async Task<Result<CloudClient>> EnterAsync(LabDirectory directory, int port, CancellationToken cancellation)
    {
        var hosts = await Progress.StepAsync("hosts with their Open vSwitch", () => new LabHosts(directory).UpAsync(Computes, port, cancellation));
        return (await Progress.StepAsync("server and agents", () => new LabServices(directory).UpAsync(hosts, cancellation))).TryGet(out _, out var error)
            ? await WithCloud.SignInAsync(directory, cancellation)
            : error;
    }
}
