<#import "template.ftl" as layout>
<#import "virtual-mfa-field.ftl" as field>
<#global switchOrganizationEnabled=false>
<@layout.registrationLayout displayMessage=!field.foreignMessage(); section>
  <#if section = "header">
    <@field.text key=mfaNoticeTitle />
  <#elseif section = "form">
    <@field.resources />
    <@field.alert />
    <div id="virtual-mfa-${mfaNotice}" class="virtual-mfa">
      <#if mfaCommandLine>
        <#-- In the words that saml2aws looks for, whatever the page's language: they end its retries. -->
        <span id="input-error" class="${properties.kcInputErrorMessageClass!}" lang="en" dir="ltr">Invalid username or password.</span>
      </#if>
      <p><@field.said key=mfaNoticeTextKey text=mfaNoticeText /></p>
      <#if mfaContinue>
        <form id="virtual-mfa-continue-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
          <@field.submit id="kc-continue" label="virtualMfaContinue" />
        </form>
      <#elseif mfaRestart>
        <a id="kc-sign-in-again" href="${url.loginRestartFlowUrl}"
           class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
          <@field.text key="virtualMfaSignInAgain" />
        </a>
      </#if>
    </div>
  </#if>
</@layout.registrationLayout>
