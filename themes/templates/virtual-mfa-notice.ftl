<#import "template.ftl" as layout>
<#import "virtual-mfa-field.ftl" as field>
<#global switchOrganizationEnabled=false>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg(mfaNoticeTitle)}
  <#elseif section = "form">
    <@field.resources />
    <div id="virtual-mfa-${mfaNotice}" class="virtual-mfa">
      <#if mfaCommandLine>
        <#-- In the words that saml2aws looks for, whatever the page's language: they end its retries. -->
        <span id="input-error" class="${properties.kcInputErrorMessageClass!}" lang="en" dir="ltr">Invalid username or password.</span>
      </#if>
      <p>${mfaNoticeText}</p>
      <#if mfaContinue>
        <form id="virtual-mfa-continue-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
          <@field.submit id="kc-continue" label=msg("virtualMfaContinue") />
        </form>
      <#elseif mfaRestart>
        <a id="kc-sign-in-again" href="${url.loginRestartFlowUrl}"
           class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
          ${msg("virtualMfaSignInAgain")}
        </a>
      </#if>
    </div>
  </#if>
</@layout.registrationLayout>
